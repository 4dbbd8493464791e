package io.groundwatch.input.host;

import io.groundwatch.config.HostInputConfig;
import io.groundwatch.model.Dimensions;
import io.groundwatch.pipeline.MetricSink;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

/** What block devices did between two samples; {@code iops_in_progress} is of the moment. */
final class DiskIoCollector implements Collector {
  private static final Map<String, FieldValue<Span<DiskCounters>>> FIELDS =
      Map.of(
          "reads", FieldValue.delta(DiskCounters::reads),
          "read_bytes", FieldValue.delta(DiskCounters::readBytes),
          "read_time", FieldValue.delta(DiskCounters::readTime),
          "writes", FieldValue.delta(DiskCounters::writes),
          "write_bytes", FieldValue.delta(DiskCounters::writeBytes),
          "write_time", FieldValue.delta(DiskCounters::writeTime),
          "io_time", FieldValue.delta(DiskCounters::ioTime),
          "iops_in_progress", FieldValue.gauge(span -> span.now().inProgress()));
  private static final List<ToLongFunction<DiskCounters>> COUNTERS =
      List.of(
          DiskCounters::reads,
          DiskCounters::readBytes,
          DiskCounters::readTime,
          DiskCounters::writes,
          DiskCounters::writeBytes,
          DiskCounters::writeTime,
          DiskCounters::ioTime);

  private final ResourceFilter wanted;
  private final Source<List<DiskCounters>> source;
  private final SpanTracker<DiskCounters> tracker;

  /** Publishes the devices that the {@code resources} of {@code config} name. */
  DiskIoCollector(
      HostInputConfig config,
      String namespace,
      Dimensions base,
      Source<List<DiskCounters>> source) {
    this.wanted = new ResourceFilter(config.resources().orElse(List.of()));
    this.source = source;
    this.tracker =
        new SpanTracker<>(new SeriesPlan<>(namespace, base, config, FIELDS), "name", COUNTERS, 0);
  }

  @Override
  public String name() {
    return "diskio";
  }

  @Override
  public void collect(long wallNanos, MetricSink out) throws IOException {
    List<DiskCounters> disks = new ArrayList<>();
    for (DiskCounters disk : source.read()) {
      if (wanted.test(disk.name())) {
        disks.add(disk);
      }
    }
    tracker.publish(disks, wallNanos, out);
  }

  @Override
  public int leftOut() {
    return tracker.leftOut();
  }

  @Override
  public void close() throws IOException {
    source.close();
  }
}
