package io.groundwatch.input.host;

import java.io.IOException;

/**
 * Linux: memory from {@code /proc/meminfo}, lines of a name, a colon and a number in KiB
 * (proc_meminfo(5)). Reclaimable slab counts as page cache, as for free(1) and gopsutil; kernels
 * before 3.14 do not say what is available, and get free, buffers and cache for it.
 */
final class ProcMem implements Source<MemReading> {
  private static final int BYTES_PER_KIB = 1024;

  private final ProcFile meminfo;

  /** Reads below {@code roots}. */
  ProcMem(HostRoots roots) {
    meminfo = new ProcFile(roots.proc("meminfo"));
  }

  @Override
  public MemReading read() throws IOException {
    long total = 0;
    long available = ABSENT;
    long free = 0;
    long buffered = 0;
    long cached = 0;
    long active = ABSENT;
    long inactive = ABSENT;
    long shared = ABSENT;
    meminfo.load();
    while (meminfo.nextLine()) {
      switch (meminfo.label()) {
        case "MemTotal" -> total = bytes();
        case "MemAvailable" -> available = bytes();
        case "MemFree" -> free = bytes();
        case "Buffers" -> buffered = bytes();
        case "Cached", "SReclaimable" -> cached += bytes();
        case "Active" -> active = bytes();
        case "Inactive" -> inactive = bytes();
        case "Shmem" -> shared = bytes();
        default -> {}
      }
    }
    if (available == ABSENT) {
      available = free + buffered + cached;
    }
    return new MemReading(total, available, free, buffered, cached, active, inactive, shared);
  }

  @Override
  public void close() throws IOException {
    meminfo.close();
  }

  private long bytes() throws IOException {
    return meminfo.number() * BYTES_PER_KIB;
  }
}
