"""The `dash` command: everything that touches a disk or a network."""
