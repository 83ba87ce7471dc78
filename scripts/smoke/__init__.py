"""Does every query of every panel, variable and annotation bring data from a real server?"""
