package io.groundwatch.input.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LinkFlagsTest {
  private final Path root;

  LinkFlagsTest(@TempDir Path root) {
    this.root = root;
  }

  @Test
  void wantsWhatIsUpAndNotTheLoopback() throws IOException {
    flags("eth0", "0x1003");
    flags("eth1", "0x1002");
    flags("dummy0", "0x9");
    flags("odd0", "?");
    LinkFlags usual = new LinkFlags(HostRoots.below(root));
    assertThat(usual.test("eth0")).isTrue();
    assertThat(usual.test("eth1")).isFalse();
    assertThat(usual.test("dummy0")).isFalse();
    assertThat(usual.test("odd0")).isTrue();
    assertThat(usual.test("unknown0")).isTrue();
    assertThat(usual.test("lo")).isFalse();
  }

  private void flags(String name, String text) throws IOException {
    Path folder = Files.createDirectories(root.resolve("sys/class/net").resolve(name));
    Files.writeString(folder.resolve("flags"), text + "\n");
  }
}
