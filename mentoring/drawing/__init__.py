"""What is drawn as SVG: icons, small drawings, bars."""
