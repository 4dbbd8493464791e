package io.groundwatch.input.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.groundwatch.model.MetricKind;
import io.groundwatch.model.MetricSample;
import io.groundwatch.model.Unit;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DiskIoCollectorTest {
  private final Samples out = new Samples();
  private List<DiskCounters> reading =
      List.of(
          new DiskCounters("sda", 1, 2, 3, 4, 5, 6, 7, 8),
          new DiskCounters("loop0", 0, 0, 0, 0, 0, 0, 0, 0));

  @Test
  void publishesWhatWasDoneAndWhatIsBeingDone() throws IOException {
    DiskIoCollector diskIo =
        new DiskIoCollector(
            HostInputs.everythingOf("diskio"),
            HostInputs.NAMESPACE,
            HostInputs.BASE,
            () -> reading);
    diskIo.collect(1000, out);
    assertThat(out.names()).containsOnly("diskio_iops_in_progress");
    MetricSample inProgress = out.only("diskio_iops_in_progress", Map.of("name", "sda"));
    assertThat(inProgress.value()).isEqualTo(8);
    assertThat(inProgress.series().kind()).isEqualTo(MetricKind.GAUGE);

    out.clear();
    reading = List.of(new DiskCounters("sda", 11, 22, 33, 44, 55, 66, 77, 0));
    diskIo.collect(2000, out);
    assertThat(out.all()).hasSize(8);
    assertThat(out.value("diskio_reads")).isEqualTo(10);
    assertThat(out.value("diskio_read_bytes")).isEqualTo(20);
    assertThat(out.value("diskio_read_time")).isEqualTo(30);
    assertThat(out.value("diskio_writes")).isEqualTo(40);
    assertThat(out.value("diskio_write_bytes")).isEqualTo(50);
    assertThat(out.value("diskio_write_time")).isEqualTo(60);
    assertThat(out.value("diskio_io_time")).isEqualTo(70);
    assertThat(out.value("diskio_iops_in_progress")).isZero();
    assertThat(out.only("diskio_io_time", Map.of()).series().unit()).isEqualTo(Unit.MILLISECONDS);
  }

  @Test
  void publishesTheNamedDevicesAlone() throws IOException {
    new DiskIoCollector(
            HostInputs.withResources("diskio", List.of("sd?"), "iops_in_progress"),
            HostInputs.NAMESPACE,
            HostInputs.BASE,
            () -> reading)
        .collect(1000, out);
    assertThat(out.all()).hasSize(1);
    assertThat(out.value("diskio_iops_in_progress", "name", "sda")).isEqualTo(8);
  }
}
