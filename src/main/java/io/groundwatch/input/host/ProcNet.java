package io.groundwatch.input.host;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Linux: interface counters from {@code /proc/net/dev}: two lines of heading, then an interface a
 * line, a colon, eight columns received and eight sent (proc_pid_net(5)). OSHI does not tell the
 * packets dropped on sending.
 */
final class ProcNet implements Source<List<NetCounters>> {
  private static final int HEADING_LINES = 2;

  /**
   * Between the packets dropped on receipt and the bytes sent: fifo, frame, compressed, multicast.
   */
  private static final int UNUSED_COLUMNS = 4;

  private final ProcFile dev;

  /** Reads below {@code roots}. */
  ProcNet(HostRoots roots) {
    dev = new ProcFile(roots.net("dev"));
  }

  @Override
  public List<NetCounters> read() throws IOException {
    dev.load();
    for (int i = 0; i < HEADING_LINES; i++) {
      dev.nextLine();
    }
    List<NetCounters> interfaces = new ArrayList<>();
    while (dev.nextLine()) {
      String name = dev.label();
      if (!name.isEmpty()) {
        interfaces.add(counters(name));
      }
    }
    return interfaces;
  }

  @Override
  public void close() throws IOException {
    dev.close();
  }

  private NetCounters counters(String name) throws IOException {
    long bytesRecv = dev.number();
    long packetsRecv = dev.number();
    long errIn = dev.number();
    long dropIn = dev.number();
    dev.skipWords(UNUSED_COLUMNS);
    return new NetCounters(
        name,
        bytesRecv,
        packetsRecv,
        errIn,
        dropIn,
        dev.number(),
        dev.number(),
        dev.number(),
        dev.number());
  }
}
