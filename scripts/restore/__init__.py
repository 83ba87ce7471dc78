"""How does a backup come back into a Grafana, without anything there being lost?

`choosing` selects what is meant, `plan` compares it with what is there, `run` writes kind after kind in the order of
`scripts.backup.model.KINDS` and reads everything back, `report` tells; `kinds` holds one module a kind.
"""
