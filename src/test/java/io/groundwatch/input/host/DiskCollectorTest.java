package io.groundwatch.input.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.groundwatch.config.HostFields;
import io.groundwatch.config.HostInputConfig;
import io.groundwatch.config.Measurement;
import io.groundwatch.model.MetricSample;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DiskCollectorTest {
  private static final Mount ROOT = new Mount("/", "sda1", "ext4");

  private final Samples out = new Samples();
  private List<Volume> reading = List.of(new Volume(ROOT, 1000, 400, 300, 50, 20));

  @Test
  void publishesEveryFieldAsDfDoes() throws IOException {
    collector(config(false)).collect(1000, out);
    assertThat(out.all()).hasSize(7);
    assertThat(out.value("disk_total")).isEqualTo(1000);
    assertThat(out.value("disk_used")).isEqualTo(600);
    assertThat(out.value("disk_free")).isEqualTo(300);
    assertThat(out.value("disk_used_percent")).isEqualTo(100.0 * 600 / 900);
    assertThat(out.value("disk_inodes_total")).isEqualTo(50);
    assertThat(out.value("disk_inodes_free")).isEqualTo(20);
    assertThat(out.value("disk_inodes_used")).isEqualTo(30);
    assertThat(dimensions())
        .isEqualTo(Map.of("host", "h", "path", "/", "device", "sda1", "fstype", "ext4"));
  }

  @Test
  void dropsTheDeviceIfConfigured() throws IOException {
    collector(config(true)).collect(1000, out);
    assertThat(dimensions()).isEqualTo(Map.of("host", "h", "path", "/", "fstype", "ext4"));
  }

  @Test
  void leavesOutWhatHasNoSizeAndInodesThatAreNotKnown() throws IOException {
    reading =
        List.of(
            new Volume(new Mount("/proc", "proc", "proc"), 0, 0, 0, 0, 0),
            new Volume(ROOT, 1000, 400, 300, -1, -1));
    collector(config(false)).collect(1000, out);
    assertThat(out.all()).hasSize(4).allMatch(s -> !s.series().name().contains("inodes"));
  }

  @Test
  void keepsTheSeriesOfAMountAndStopsWithIt() throws IOException {
    DiskCollector disk = collector(config(false));
    disk.collect(1000, out);
    disk.collect(2000, out);
    List<MetricSample> all = out.all();
    assertThat(all.get(0).series()).isSameAs(all.get(7).series());
    out.clear();
    reading = List.of();
    disk.collect(3000, out);
    assertThat(out.all()).isEmpty();
  }

  private Map<String, String> dimensions() {
    return out.all().get(0).series().dimensions().entries();
  }

  private DiskCollector collector(HostInputConfig config) {
    return new DiskCollector(config, HostInputs.NAMESPACE, HostInputs.BASE, () -> reading);
  }

  private static HostInputConfig config(boolean dropDevice) {
    List<Measurement> all =
        HostFields.of("disk").keySet().stream()
            .map(field -> new Measurement(field, Optional.empty(), Optional.empty()))
            .toList();
    return new HostInputConfig(
        "disk", all, 10, Map.of(), true, Optional.empty(), List.of(), dropDevice);
  }
}
