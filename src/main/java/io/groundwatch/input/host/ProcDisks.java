package io.groundwatch.input.host;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Linux: every block device and partition from {@code /proc/diskstats}, as the CloudWatch Agent
 * lists them; OSHI leaves out partitions, loop devices and service times. Columns are those of the
 * kernel's Documentation/admin-guide/iostats.rst; a sector is 512 bytes whatever the device.
 */
final class ProcDisks implements Source<List<DiskCounters>> {
  private static final int BYTES_PER_SECTOR = 512;
  private static final int NUMBERS_BEFORE_NAME = 2;

  private final ProcFile diskstats;

  /** Reads below {@code roots}. */
  ProcDisks(HostRoots roots) {
    diskstats = new ProcFile(roots.proc("diskstats"));
  }

  @Override
  public List<DiskCounters> read() throws IOException {
    diskstats.load();
    List<DiskCounters> disks = new ArrayList<>();
    while (diskstats.nextLine()) {
      diskstats.skipWords(NUMBERS_BEFORE_NAME);
      String name = diskstats.word();
      if (!name.isEmpty()) {
        disks.add(counters(name));
      }
    }
    return disks;
  }

  @Override
  public void close() throws IOException {
    diskstats.close();
  }

  private DiskCounters counters(String name) throws IOException {
    long reads = diskstats.number();
    diskstats.skipWords(1); // merged
    long sectorsRead = diskstats.number();
    long readTime = diskstats.number();
    long writes = diskstats.number();
    diskstats.skipWords(1); // merged
    long sectorsWritten = diskstats.number();
    long writeTime = diskstats.number();
    long inProgress = diskstats.number();
    long ioTime = diskstats.number();
    return new DiskCounters(
        name,
        reads,
        bytes(sectorsRead),
        readTime,
        writes,
        bytes(sectorsWritten),
        writeTime,
        ioTime,
        inProgress);
  }

  private static long bytes(long sectors) {
    return sectors == ABSENT ? ABSENT : sectors * BYTES_PER_SECTOR;
  }
}
