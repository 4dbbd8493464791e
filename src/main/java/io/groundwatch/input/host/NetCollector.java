package io.groundwatch.input.host;

import io.groundwatch.config.HostInputConfig;
import io.groundwatch.model.Dimensions;
import io.groundwatch.pipeline.MetricSink;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;

/** What passed through network interfaces between two samples. */
final class NetCollector implements Collector {
  private static final Map<String, FieldValue<Span<NetCounters>>> FIELDS =
      Map.of(
          "bytes_recv", FieldValue.delta(NetCounters::bytesRecv),
          "bytes_sent", FieldValue.delta(NetCounters::bytesSent),
          "packets_recv", FieldValue.delta(NetCounters::packetsRecv),
          "packets_sent", FieldValue.delta(NetCounters::packetsSent),
          "err_in", FieldValue.delta(NetCounters::errIn),
          "err_out", FieldValue.delta(NetCounters::errOut),
          "drop_in", FieldValue.delta(NetCounters::dropIn),
          "drop_out", FieldValue.delta(NetCounters::dropOut));
  private static final List<ToLongFunction<NetCounters>> COUNTERS =
      List.of(
          NetCounters::bytesRecv,
          NetCounters::bytesSent,
          NetCounters::packetsRecv,
          NetCounters::packetsSent,
          NetCounters::errIn,
          NetCounters::errOut,
          NetCounters::dropIn,
          NetCounters::dropOut);

  private final Predicate<String> wanted;
  private final Source<List<NetCounters>> source;
  private final SpanTracker<NetCounters> tracker;

  /**
   * Publishes the interfaces that the {@code resources} of {@code config} name.
   *
   * @param usual which interfaces it publishes where none is named
   */
  NetCollector(
      HostInputConfig config,
      String namespace,
      Dimensions base,
      Source<List<NetCounters>> source,
      Predicate<String> usual) {
    ResourceFilter named = new ResourceFilter(config.resources().orElse(List.of()));
    this.wanted = named.all() ? usual : named;
    this.source = source;
    this.tracker =
        new SpanTracker<>(
            new SeriesPlan<>(namespace, base, config, FIELDS), "interface", COUNTERS, 0);
  }

  @Override
  public String name() {
    return "net";
  }

  @Override
  public void collect(long wallNanos, MetricSink out) throws IOException {
    List<NetCounters> links = new ArrayList<>();
    for (NetCounters link : source.read()) {
      if (wanted.test(link.name())) {
        links.add(link);
      }
    }
    tracker.publish(links, wallNanos, out);
  }

  @Override
  public int leftOut() {
    return tracker.leftOut();
  }

  @Override
  public void close() throws IOException {
    source.close();
    if (wanted instanceof Closeable files) {
      files.close();
    }
  }
}
