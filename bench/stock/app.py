"""The smallest Streamlit app: the baseline."""

import streamlit as st

st.write("x")
