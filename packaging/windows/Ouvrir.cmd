@echo off
rem Double-cliquez sur ce fichier : le bureau s'ouvre dans votre navigateur. Cette fenetre reste ouverte avec lui.
setlocal
chcp 65001 >nul
set PYTHONUTF8=1
set PYTHONDONTWRITEBYTECODE=1
title qpv-xlsx - le bureau
"%~dp0python\python.exe" -m qpv_xlsx desk %*
if errorlevel 1 pause
