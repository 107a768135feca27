"""Imports that pages need later, done at start-up instead of before the first reader's eyes."""

from figures import to_echarts, to_plotly

LOADED = (to_echarts, to_plotly)
