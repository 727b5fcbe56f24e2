"""Windows' own limits for the running process: a job object (memory, processor time, children that end with it).

Source: Microsoft Learn, « Job Objects », JOBOBJECT_EXTENDED_LIMIT_INFORMATION. Nothing here is used elsewhere than on Windows.
"""

import ctypes
import sys
from ctypes import Structure, c_int64, c_size_t, c_uint32, c_uint64, c_void_p

_PROCESS_TIME = 0x2
_PROCESS_MEMORY = 0x100
_DIE_ON_UNHANDLED_EXCEPTION = 0x400  # no window that waits for a click when a parser crashes
_KILL_ON_CLOSE = 0x2000
_EXTENDED_LIMITS = 9  # JobObjectExtendedLimitInformation
_TICKS = 10_000_000  # of 100 ns in a second


class _BasicLimits(Structure):
    _fields_ = (
        ("process_time", c_int64),
        ("job_time", c_int64),
        ("flags", c_uint32),
        ("smallest_working_set", c_size_t),
        ("largest_working_set", c_size_t),
        ("processes", c_uint32),
        ("affinity", c_size_t),
        ("priority", c_uint32),
        ("scheduling", c_uint32),
    )


class _ExtendedLimits(Structure):
    _fields_ = (
        ("basic", _BasicLimits),
        ("io_counters", c_uint64 * 6),
        ("process_memory", c_size_t),
        ("job_memory", c_size_t),
        ("peak_process_memory", c_size_t),
        ("peak_job_memory", c_size_t),
    )


class _MemoryCounters(Structure):
    _fields_ = (
        ("size", c_uint32),
        ("page_faults", c_uint32),
        ("peak_working_set", c_size_t),
        ("working_set", c_size_t),
        ("peak_paged_pool", c_size_t),
        ("paged_pool", c_size_t),
        ("peak_other_pool", c_size_t),
        ("other_pool", c_size_t),
        ("committed", c_size_t),
        ("peak_committed", c_size_t),
    )


if sys.platform == "win32":
    _kernel = ctypes.WinDLL("kernel32", use_last_error=True)
    _kernel.CreateJobObjectW.restype = c_void_p
    _kernel.GetCurrentProcess.restype = c_void_p

    class Job:
        """The job of this process, whose limits are set anew for each piece of work. It lives as long as the process."""

        def __init__(self) -> None:
            self._handle = c_void_p(_kernel.CreateJobObjectW(None, None))
            self._is_ours = bool(
                self._handle.value
                and _kernel.AssignProcessToJobObject(self._handle, c_void_p(_kernel.GetCurrentProcess()))
            )

        def limit(self, memory: int, cpu_seconds: float) -> bool:
            """Allow *memory* bytes beyond those committed already, and *cpu_seconds* of processor in all since the start.

            False: this Windows would not; only the clock then bounds the process.
            """
            if not self._is_ours:
                return False
            limits = _ExtendedLimits()
            limits.basic.flags = _PROCESS_TIME | _PROCESS_MEMORY | _DIE_ON_UNHANDLED_EXCEPTION | _KILL_ON_CLOSE
            limits.basic.process_time = int(cpu_seconds * _TICKS)
            limits.process_memory = _counters().committed + memory
            return bool(
                _kernel.SetInformationJobObject(
                    self._handle, _EXTENDED_LIMITS, ctypes.byref(limits), ctypes.sizeof(limits)
                )
            )

    def peak_memory() -> int:
        """Largest working set of this process so far, in bytes."""
        return int(_counters().peak_working_set)

    def _counters() -> _MemoryCounters:
        counters = _MemoryCounters(size=ctypes.sizeof(_MemoryCounters))
        _kernel.K32GetProcessMemoryInfo(
            c_void_p(_kernel.GetCurrentProcess()), ctypes.byref(counters), ctypes.sizeof(counters)
        )
        return counters
