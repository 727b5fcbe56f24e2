@echo off
rem La commande, pour qui a une invite : qpv-xlsx.cmd status
setlocal
set PYTHONUTF8=1
set PYTHONDONTWRITEBYTECODE=1
"%~dp0python\python.exe" -m qpv_xlsx %*
