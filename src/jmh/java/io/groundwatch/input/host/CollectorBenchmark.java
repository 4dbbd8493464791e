package io.groundwatch.input.host;

import io.groundwatch.config.HostInputConfig;
import io.groundwatch.model.Dimensions;
import io.groundwatch.runtime.SystemTimeSource;
import java.io.IOException;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.Blackhole;

/** One sample of all that an input has. */
@State(Scope.Thread)
public class CollectorBenchmark {
  private static final long SECOND = 1_000_000_000L;

  @Param({"cpu", "mem", "swap", "disk", "diskio", "net", "netstat", "processes", "system"})
  String input = "cpu";

  private Collector collector = open();
  private long now = SECOND;

  @Setup
  public void openTheInput() throws IOException {
    collector.close();
    collector = open();
  }

  @TearDown
  public void close() throws IOException {
    collector.close();
  }

  @Benchmark
  public void collect(Blackhole out) throws IOException {
    now += SECOND;
    collector.collect(now, out::consume);
  }

  private Collector open() {
    HostInputConfig everything = HostInputs.everythingOf(input);
    return HostCollectors.open(
            List.of(everything), "bench", Dimensions.NONE, HostRoots.OWN, new SystemTimeSource())
        .get(0)
        .collector();
  }
}
