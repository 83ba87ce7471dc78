"""What is saved of a Grafana, in which form, and where?

`model` names the kinds and what one saved object is, `manifest` is the table of contents that proves a backup complete,
`store` puts files to a folder, an archive or an object store and reads them back.
"""
