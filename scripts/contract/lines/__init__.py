"""Do the lines of a log keep the contract?"""
