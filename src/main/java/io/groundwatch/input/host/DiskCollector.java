package io.groundwatch.input.host;

import io.groundwatch.config.HostInputConfig;
import io.groundwatch.model.Dimensions;
import io.groundwatch.pipeline.MetricSink;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * How full mounted file systems are. As Telegraf and df(1): {@code free} is what others than the
 * superuser find free, {@code used} counts what is reserved for the superuser as unused, and {@code
 * used_percent} is used of used and free. File systems of zero size are left out.
 */
final class DiskCollector implements Collector {
  private static final Map<String, FieldValue<Volume>> FIELDS =
      Map.of(
          "total", FieldValue.gauge(Volume::total),
          "free", FieldValue.gauge(Volume::free),
          "used", FieldValue.gauge(Volume::used),
          "used_percent", FieldValue.computed(Volume::usedPercent),
          "inodes_total", FieldValue.gauge(Volume::inodesTotal),
          "inodes_free", FieldValue.gauge(Volume::inodesFree),
          "inodes_used", FieldValue.gauge(Volume::inodesUsed));

  private final SeriesPlan<Volume> plan;
  private final boolean dropDevice;
  private final Source<List<Volume>> source;
  private final ResourceMap<Mount, SeriesGroup<Volume>> groups;

  /** Publishes all that {@code source} lists; which those are is its matter. */
  DiskCollector(
      HostInputConfig config, String namespace, Dimensions base, Source<List<Volume>> source) {
    this.plan = new SeriesPlan<>(namespace, base, config, FIELDS);
    this.dropDevice = config.dropDevice();
    this.source = source;
    this.groups = new ResourceMap<>(plan.maxResources());
  }

  @Override
  public String name() {
    return "disk";
  }

  @Override
  public void collect(long wallNanos, MetricSink out) throws IOException {
    groups.begin();
    for (Volume volume : source.read()) {
      SeriesGroup<Volume> group =
          volume.total() > 0
              ? groups.see(volume.mount(), mount -> plan.group(dimensions(mount)))
              : null;
      if (group != null) {
        group.emit(volume, SampleTimes.at(wallNanos), out);
      }
    }
    groups.end();
  }

  @Override
  public void close() throws IOException {
    source.close();
  }

  @Override
  public int leftOut() {
    return groups.leftOut();
  }

  private Map<String, String> dimensions(Mount mount) {
    return dropDevice
        ? Map.of("path", mount.path(), "fstype", mount.type())
        : Map.of("path", mount.path(), "fstype", mount.type(), "device", mount.device());
  }
}
