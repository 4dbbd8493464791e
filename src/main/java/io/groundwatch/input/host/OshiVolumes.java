package io.groundwatch.input.host;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import oshi.software.os.OSFileStore;
import oshi.spi.SystemInfoProvider;

/** Any system: file systems from OSHI. */
final class OshiVolumes implements Source<List<Volume>> {
  private final SystemInfoProvider oshi;
  private final Predicate<Mount> wanted;

  /** Lists those that are {@code wanted}; asks nothing yet. */
  OshiVolumes(SystemInfoProvider oshi, Predicate<Mount> wanted) {
    this.oshi = oshi;
    this.wanted = wanted;
  }

  @Override
  public List<Volume> read() {
    List<Volume> volumes = new ArrayList<>();
    for (OSFileStore store : oshi.getOperatingSystem().getFileSystem().getFileStores()) {
      Mount mount =
          new Mount(store.getMount(), store.getVolume().replace("/dev/", ""), store.getType());
      if (wanted.test(mount)) {
        volumes.add(
            new Volume(
                mount,
                store.getTotalSpace(),
                store.getFreeSpace(),
                store.getUsableSpace(),
                store.getTotalInodes(),
                store.getFreeInodes()));
      }
    }
    return volumes;
  }
}
