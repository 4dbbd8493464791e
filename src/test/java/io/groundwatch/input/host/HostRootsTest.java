package io.groundwatch.input.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HostRootsTest {
  @Test
  void withoutAWordTheyAreOurOwn() {
    assertThat(HostRoots.of(Optional.empty(), Map.of("HOST_ROOT", ""))).isEqualTo(HostRoots.OWN);
    assertThat(HostRoots.OWN.seesOwnFiles()).isTrue();
    assertThat(HostRoots.OWN.net("dev")).isEqualTo(Path.of("/proc/net/dev"));
  }

  @Test
  void procAndSysAreBelowTheRoot() {
    HostRoots roots = HostRoots.of(Optional.of(Path.of("/host")), Map.of("HOST_ROOT", "/other"));
    assertThat(roots.proc("stat")).isEqualTo(Path.of("/host/proc/stat"));
    assertThat(roots.sys("class")).isEqualTo(Path.of("/host/sys/class"));
    assertThat(roots.inside("/var/lib")).isEqualTo(Path.of("/host/var/lib"));
    assertThat(roots.seesOwnFiles()).isFalse();
  }

  @Test
  void theVariablesOfTheirOwnComeFirst() {
    HostRoots roots =
        HostRoots.of(
            Optional.empty(), Map.of("HOST_ROOT", "/r", "HOST_PROC", "/p", "HOST_SYS", "/s"));
    assertThat(roots).isEqualTo(new HostRoots(Path.of("/r"), Path.of("/p"), Path.of("/s")));
  }

  @Test
  void theHostsNetworkIsThatOfItsFirstProcess() {
    assertThat(HostRoots.of(Optional.empty(), Map.of("HOST_PROC", "/p")).net("dev"))
        .isEqualTo(Path.of("/p/1/net/dev"));
  }
}
