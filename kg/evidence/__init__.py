"""Does the text say so?"""
