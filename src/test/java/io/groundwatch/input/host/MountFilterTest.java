package io.groundwatch.input.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.groundwatch.config.HostInputConfig;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MountFilterTest {
  @Test
  void takesAllButIgnoredTypesAndMountsThatWaitForTheirUse() {
    MountFilter filter = filter(Optional.empty(), "tmpfs");
    assertThat(filter.test(new Mount("/", "sda1", "ext4"))).isTrue();
    assertThat(filter.test(new Mount("/run", "tmpfs", "tmpfs"))).isFalse();
    assertThat(filter.test(new Mount("/net", "auto", "autofs"))).isFalse();
  }

  @Test
  void takesTheNamedPathsAlone() {
    MountFilter filter = filter(Optional.of(List.of("/", "/data")));
    assertThat(filter.test(new Mount("/data", "sdb1", "xfs"))).isTrue();
    assertThat(filter.test(new Mount("/home", "sdc1", "xfs"))).isFalse();
  }

  private static MountFilter filter(Optional<List<String>> resources, String... ignored) {
    return new MountFilter(
        new HostInputConfig(
            "disk", List.of(), 10, Map.of(), true, resources, List.of(ignored), false));
  }
}
