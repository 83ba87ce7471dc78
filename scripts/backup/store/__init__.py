"""How do the files of a backup reach their place, and how are they read back?

`writing` gives names, hashes and the manifest; a `Sink` (folder, archive, object store) takes the bytes. `reading`
opens what a sink has made, and believes nothing that the manifest does not prove.
"""
