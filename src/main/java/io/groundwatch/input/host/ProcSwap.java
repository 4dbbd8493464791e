package io.groundwatch.input.host;

import java.io.IOException;

/** Linux: swap space from {@code /proc/meminfo}, in KiB there (proc_meminfo(5)). */
final class ProcSwap implements Source<SwapReading> {
  private static final int BYTES_PER_KIB = 1024;

  private final ProcFile meminfo;

  /** Reads below {@code roots}. */
  ProcSwap(HostRoots roots) {
    meminfo = new ProcFile(roots.proc("meminfo"));
  }

  @Override
  public SwapReading read() throws IOException {
    long total = 0;
    long free = 0;
    meminfo.load();
    while (meminfo.nextLine()) {
      if (meminfo.starts("SwapTotal:")) {
        total = meminfo.number() * BYTES_PER_KIB;
      } else if (meminfo.starts("SwapFree:")) {
        free = meminfo.number() * BYTES_PER_KIB;
      }
    }
    return new SwapReading(total, total - free);
  }

  @Override
  public void close() throws IOException {
    meminfo.close();
  }
}
