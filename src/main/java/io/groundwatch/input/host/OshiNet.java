package io.groundwatch.input.host;

import java.util.ArrayList;
import java.util.List;
import oshi.hardware.NetworkIF;
import oshi.spi.SystemInfoProvider;

/** Any system: interface counters from OSHI, which knows no packets dropped on sending. */
final class OshiNet implements Source<List<NetCounters>> {
  private final SystemInfoProvider oshi;
  private final boolean loopbackToo;

  /** Asks nothing yet. */
  OshiNet(SystemInfoProvider oshi, boolean loopbackToo) {
    this.oshi = oshi;
    this.loopbackToo = loopbackToo;
  }

  @Override
  public List<NetCounters> read() {
    List<NetCounters> interfaces = new ArrayList<>();
    for (NetworkIF link : oshi.getHardware().getNetworkIFs(loopbackToo)) {
      interfaces.add(
          new NetCounters(
              link.getName(),
              link.getBytesRecv(),
              link.getPacketsRecv(),
              link.getInErrors(),
              link.getInDrops(),
              link.getBytesSent(),
              link.getPacketsSent(),
              link.getOutErrors(),
              ABSENT));
    }
    return interfaces;
  }
}
