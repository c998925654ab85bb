"""Long work for operators: asked for once, done step by step, taken up again after a crash."""
