package io.groundwatch.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.groundwatch.config.ConfigLoader;
import io.groundwatch.config.MetricsSection;
import io.groundwatch.input.host.CollectorSchedule;
import io.groundwatch.input.host.HostRoots;
import io.groundwatch.model.Dimensions;
import io.groundwatch.runtime.SystemTimeSource;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class HostSchedulesTest {
  private final HostSchedules schedules = new HostSchedules(new SystemTimeSource());

  @Test
  void aCollectorThatDidNotChangeKeepsWhatItRemembers() throws Exception {
    List<CollectorSchedule> first = of("\"cpu\": {\"measurement\": [\"usage_idle\"]}", "N");
    List<CollectorSchedule> second =
        of(
            "\"mem\": {\"measurement\": [\"used\"]}, \"cpu\": {\"measurement\": [\"usage_idle\"]}",
            "N");

    assertThat(second).hasSize(2);
    assertThat(second.get(1).collector()).isSameAs(first.get(0).collector());
  }

  @Test
  void aCollectorThatChangedIsMadeAnew() throws Exception {
    String cpu = "\"cpu\": {\"measurement\": [\"usage_idle\"]}";
    List<CollectorSchedule> first = of(cpu, "N");

    assertThat(of(cpu, "M").get(0).collector()).isNotSameAs(first.get(0).collector());
    assertThat(of("\"cpu\": {\"measurement\": [\"usage_user\"]}", "M").get(0).collector())
        .isNotSameAs(first.get(0).collector());
  }

  @Test
  void whatRunsBesideIsKeptToo() throws Exception {
    String disk = "\"disk\": {\"measurement\": [\"used\"]}";
    List<CollectorSchedule> first = of(disk, "N");

    assertThat(of(disk + ", \"mem\": {\"measurement\": [\"used\"]}", "N").get(0))
        .isSameAs(first.get(0));
  }

  @Test
  void thoseOfProcstatAreKeptAllOrNone() throws Exception {
    String one = "{\"exe\": \"a\", \"measurement\": [\"cpu_usage\"]}";
    String two = "{\"exe\": \"b\", \"measurement\": [\"cpu_usage\"]}";
    String mem = ", \"mem\": {\"measurement\": [\"used\"]}";
    List<CollectorSchedule> first = of("\"procstat\": [" + one + ", " + two + "]", "N");

    assertThat(of("\"procstat\": [" + one + ", " + two + "]" + mem, "N")).containsAll(first);
    assertThat(of("\"procstat\": [" + one + "]" + mem, "N")).doesNotContainAnyElementsOf(first);
  }

  private List<CollectorSchedule> of(String inputs, String namespace) throws Exception {
    String json =
        "{\"metrics\": {\"namespace\": \""
            + namespace
            + "\", \"metrics_collected\": {"
            + inputs
            + "}}}";
    MetricsSection section =
        ConfigLoader.parse("test", json.getBytes(StandardCharsets.UTF_8))
            .config()
            .metrics()
            .orElseThrow();
    return schedules.of(section, Dimensions.NONE, HostRoots.OWN);
  }
}
