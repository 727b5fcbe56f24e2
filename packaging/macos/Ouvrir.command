#!/bin/sh
# Double-cliquez sur ce fichier : le bureau s'ouvre dans votre navigateur. Il faut qpv-xlsx installé (« pipx install qpv-xlsx »).
PATH="$HOME/.local/bin:/opt/homebrew/bin:/usr/local/bin:$PATH"
exec qpv-xlsx desk
