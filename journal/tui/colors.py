"""Our Textual colour schemes. In this code a theme is always one in the writing."""

from __future__ import annotations

from textual.theme import Theme

DARK = Theme(
    name="goodchat-dark",
    primary="#e3a857",
    secondary="#93b881",
    accent="#e3a857",
    foreground="#ebe3d6",
    background="#1a1613",
    surface="#211c18",
    panel="#2c2621",
    success="#93b881",
    warning="#e3a857",
    error="#e07a68",
    dark=True,
    variables={
        "layer-base": "#d39a52",
        "layer-filling": "#8fbf78",
        "layer-top": "#f0d49b",
        "quiet": "#a3978a",
        "line": "#4a4038",
        "footer-background": "#211c18",
        "footer-key-foreground": "#e3a857",
        "footer-description-foreground": "#b8ad9f",
        "block-cursor-background": "#e3a857",
        "block-cursor-foreground": "#1a1613",
        "block-cursor-text-style": "none",
        "block-cursor-blurred-background": "#3a322b",
        "block-cursor-blurred-foreground": "#ebe3d6",
        "input-selection-background": "#5a4a35",
        "scrollbar": "#4a4038",
        "scrollbar-background": "#1a1613",
        "scrollbar-hover": "#6b5d51",
        "scrollbar-active": "#e3a857",
    },
)

LIGHT = Theme(
    name="goodchat-light",
    primary="#8a5410",
    secondary="#3d6b2c",
    accent="#8a5410",
    foreground="#2a231c",
    background="#fbf7f0",
    surface="#f5eee2",
    panel="#ebe1d1",
    success="#3d6b2c",
    warning="#8a5410",
    error="#a8321f",
    dark=False,
    variables={
        "layer-base": "#8f5713",
        "layer-filling": "#3f7030",
        "layer-top": "#b0822f",
        "quiet": "#6d6156",
        "line": "#cbbda8",
        "footer-background": "#f5eee2",
        "footer-key-foreground": "#8a5410",
        "footer-description-foreground": "#5c5147",
        "block-cursor-background": "#8a5410",
        "block-cursor-foreground": "#fbf7f0",
        "block-cursor-text-style": "none",
        "block-cursor-blurred-background": "#e2d5c0",
        "block-cursor-blurred-foreground": "#2a231c",
        "input-selection-background": "#e3cfa6",
        "scrollbar": "#cbbda8",
        "scrollbar-background": "#fbf7f0",
        "scrollbar-hover": "#b3a28a",
        "scrollbar-active": "#8a5410",
    },
)

# The terminal's own palette has no colours of ours, so these stand in for our variables there.
FALLBACKS = {
    "layer-base": "ansi_yellow",
    "layer-filling": "ansi_green",
    "layer-top": "ansi_bright_yellow",
    "quiet": "ansi_default",
    "line": "ansi_bright_black",
}

SCHEMES = {
    "goodchat-dark": "dark",
    "goodchat-light": "light",
    "ansi-dark": "the terminal’s own, dark",
    "ansi-light": "the terminal’s own, light",
}
"""The schemes a writer may choose, and what they are called."""
