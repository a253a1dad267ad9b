"""Sphinx: one build for each language, `DOCS_LANGUAGE`. `invoke docs` builds both."""

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from imgix_management import __version__  # noqa: E402 - after the path
from tools.docs.docstrings import type_aliases  # noqa: E402

project = "imgix-management"
author = "the imgix-management project"
project_copyright = "the imgix-management project. Not an imgix product"
version = release = __version__
language = os.environ.get("DOCS_LANGUAGE", "en")

extensions = [
    "myst_parser",
    "sphinx.ext.autodoc",
    "sphinx.ext.napoleon",
    "sphinx_copybutton",
    "tools.docs",
]
exclude_patterns = ["_*", "locale", "**/README.md"]
templates_path = ["_templates"]
# Annotations with the built-in `type` could mean attributes of this name, Sphinx says.
suppress_warnings = ["ref.python"]

# Translations: a catalogue for each page. Code stays as it is, so that it needs to run only once.
locale_dirs = ["locale"]
gettext_compact = False
gettext_uuid = False
gettext_location = False
gettext_additional_targets = ["image"]

myst_enable_extensions = ["colon_fence", "deflist", "fieldlist"]
myst_heading_anchors = 4

autoclass_content = "both"
autodoc_member_order = "bysource"
autodoc_default_options = {"members": True}
autodoc_type_aliases = type_aliases()
autodoc_typehints_format = "short"
autodoc_preserve_defaults = True
python_use_unqualified_type_names = True
python_maximum_signature_line_length = 88
napoleon_google_docstring = True
napoleon_numpy_docstring = False

highlight_language = "python"
pygments_style = "xcode"
pygments_dark_style = "monokai"
copybutton_prompt_text = "$ "

html_theme = "furo"
html_title = "imgix-management"
html_static_path = ["_static"]
html_css_files = ["site.css"]
html_js_files = ["site.js"]
html_copy_source = False
html_show_sourcelink = False
html_last_updated_fmt = None
html_theme_options = {"top_of_page_buttons": []}
html_sidebars = {
    "**": [
        "sidebar/brand.html",
        "sidebar/language.html",
        "sidebar/search.html",
        "sidebar/scroll-start.html",
        "sidebar/navigation.html",
        "sidebar/scroll-end.html",
    ]
}
html_domain_indices = False
html_search_language = language
