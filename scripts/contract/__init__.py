"""How do application teams get the metric contract, and does a live page keep it?"""
