package io.groundwatch.input.host;

import java.util.ArrayList;
import java.util.List;
import oshi.hardware.HWDiskStore;
import oshi.spi.SystemInfoProvider;

/** Any system: whole disks from OSHI, which knows no service times. */
final class OshiDisks implements Source<List<DiskCounters>> {
  private final SystemInfoProvider oshi;

  /** Asks nothing yet. */
  OshiDisks(SystemInfoProvider oshi) {
    this.oshi = oshi;
  }

  @Override
  public List<DiskCounters> read() {
    List<DiskCounters> disks = new ArrayList<>();
    for (HWDiskStore disk : oshi.getHardware().getDiskStores()) {
      disks.add(
          new DiskCounters(
              disk.getName().replace("/dev/", ""),
              disk.getReads(),
              disk.getReadBytes(),
              ABSENT,
              disk.getWrites(),
              disk.getWriteBytes(),
              ABSENT,
              disk.getTransferTime(),
              disk.getCurrentQueueLength()));
    }
    return disks;
  }
}
