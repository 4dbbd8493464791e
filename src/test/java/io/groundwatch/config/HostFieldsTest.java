package io.groundwatch.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.groundwatch.model.Unit;
import org.junit.jupiter.api.Test;

class HostFieldsTest {
  @Test
  void knowsTheInputsAndTheirFields() {
    assertThat(HostFields.inputs())
        .containsExactly(
            "cpu",
            "mem",
            "swap",
            "disk",
            "diskio",
            "net",
            "netstat",
            "processes",
            "procstat",
            "ethtool",
            "nvidia_smi",
            "system",
            "psi",
            "cgroup",
            "systemd",
            "sensors",
            "conntrack",
            "tcp",
            "udp",
            "io_errors");
    assertThat(HostFields.of("cpu")).hasSize(22).containsEntry("usage_idle", Unit.PERCENT);
    assertThat(HostFields.of("cpu")).containsEntry("time_idle", Unit.NONE);
    assertThat(HostFields.of("mem")).hasSize(11).containsEntry("used_percent", Unit.PERCENT);
    assertThat(HostFields.of("swap")).hasSize(3);
    assertThat(HostFields.of("disk")).hasSize(7).containsEntry("inodes_free", Unit.COUNT);
    assertThat(HostFields.of("diskio")).hasSize(8).containsEntry("io_time", Unit.MILLISECONDS);
    assertThat(HostFields.of("net")).hasSize(8).containsEntry("bytes_sent", Unit.BYTES);
    assertThat(HostFields.of("system")).containsEntry("uptime", Unit.SECONDS);
    assertThat(HostFields.of("netstat")).hasSize(13).containsEntry("udp_socket", Unit.COUNT);
    assertThat(HostFields.of("processes")).hasSize(11).containsEntry("zombies", Unit.NONE);
    assertThat(HostFields.of("procstat")).hasSize(54).containsEntry("memory_rss", Unit.BYTES);
    assertThat(HostFields.of("nvidia_smi")).hasSize(17).containsEntry("fan_speed", Unit.NONE);
    assertThat(HostFields.of("nothing")).isEmpty();
  }

  @Test
  void saysWhatFollowsAtTheSecondInterval() {
    assertThat(HostFields.needsTwoSamples("cpu", "usage_idle")).isTrue();
    assertThat(HostFields.needsTwoSamples("cpu", "time_idle")).isFalse();
    assertThat(HostFields.needsTwoSamples("diskio", "reads")).isTrue();
    assertThat(HostFields.needsTwoSamples("diskio", "iops_in_progress")).isFalse();
    assertThat(HostFields.needsTwoSamples("net", "err_in")).isTrue();
    assertThat(HostFields.needsTwoSamples("mem", "used")).isFalse();
    assertThat(HostFields.needsTwoSamples("psi", "some_total")).isTrue();
    assertThat(HostFields.needsTwoSamples("psi", "some_avg10")).isFalse();
  }

  @Test
  void whatAnInputOfOursUsuallyCollectsIsAPartOfItsFields() {
    for (String input : HostFields.inputs()) {
      assertThat(HostFields.of(input).keySet()).containsAll(HostFields.usual(input));
      assertThat(HostFields.usual(input).isEmpty()).isNotEqualTo(HostFields.isOwn(input));
    }
  }
}
