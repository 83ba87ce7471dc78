"""How does Grafana get what the code says, without anybody's edit being lost?

`plan` decides, `writer` writes one dashboard and reads it back, `run` does them all, `undo` takes them back.
"""
