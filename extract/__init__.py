"""Numeric targets, amounts, dates and names out of Chinese policy news, with exact offsets."""
