"""What is saved of each kind of object, and how is it read?

One module a kind: `saved` parts what Grafana answers into what lasts (compared and restored) and what does not, purely;
`read` asks for all objects of an organisation. `readers` lists them.
"""
