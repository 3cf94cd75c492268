"""Returns a list that contains itself."""

def total(values):
    result = []
    result.append(result)
    return result
