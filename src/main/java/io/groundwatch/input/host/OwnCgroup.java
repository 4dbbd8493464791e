package io.groundwatch.input.host;

import io.groundwatch.input.host.CgroupPlaces.Place;
import io.groundwatch.runtime.TimeSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Linux: the cgroup that the agent itself runs in, which is its container's where it runs in one.
 * It is looked up at the first reading, and again when it has gone.
 */
final class OwnCgroup implements Source<Optional<CgroupReading>> {
  /** The monotonic clock at the reading, in microseconds. */
  static final String AT = "at_micros";

  private static final List<String> NEEDED = List.of("memory", "cpuacct");

  private final CgroupPlaces places;
  private final BlockDevices devices;
  private final TimeSource time;
  private final long sinceNanos;
  private @Nullable CgroupVersion1 version1;
  private @Nullable CgroupVersion2 version2;

  /** Reads below {@code root}. */
  OwnCgroup(Path root, TimeSource time) {
    this.places = new CgroupPlaces(root);
    this.devices = new BlockDevices(root);
    this.time = time;
    this.sinceNanos = time.nanos();
  }

  /** Empty where cgroups tell nothing of us. */
  @Override
  public Optional<CgroupReading> read() throws IOException {
    CgroupVersion1 one = version1;
    CgroupVersion2 two = version2;
    if ((one == null || !one.exists()) && (two == null || !two.exists())) {
      find();
      one = version1;
      two = version2;
    }
    NumbersDraft numbers = new NumbersDraft();
    List<Numbers> io = List.of();
    if (one != null) {
      one.read(numbers);
      io = one.io();
    } else if (two != null) {
      two.read(numbers);
      io = two.io();
    }
    if (numbers.isEmpty()) {
      return Optional.empty();
    }
    numbers.put(AT, TimeUnit.NANOSECONDS.toMicros(time.nanos() - sinceNanos));
    return Optional.of(new CgroupReading(numbers.named(""), io));
  }

  /** A host may have both versions mounted; then the controllers are those of version 1. */
  private void find() throws IOException {
    Map<String, Place> old = places.ofVersion1();
    boolean counts = NEEDED.stream().anyMatch(old::containsKey);
    version1 = counts ? new CgroupVersion1(old, devices) : null;
    version2 =
        counts
            ? null
            : places.ofVersion2().map(place -> new CgroupVersion2(place, devices)).orElse(null);
  }
}
