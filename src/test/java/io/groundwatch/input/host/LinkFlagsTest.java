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

  @Test
  void followsAnInterfaceThatGoesDownAndOneThatComesBack() throws IOException {
    flags("eth0", "0x1003");
    LinkFlags usual = new LinkFlags(HostRoots.below(root));
    assertThat(usual.test("eth0")).isTrue();
    flags("eth0", "0x1002");
    assertThat(usual.test("eth0")).isFalse();
    usual.close();
    assertThat(usual.test("eth0")).isFalse();
  }

  @Test
  void readsAnyNumberOfInterfaces() throws IOException {
    LinkFlags usual = new LinkFlags(HostRoots.below(root));
    for (int i = 0; i < 200; i++) {
      flags("veth" + i, i % 2 == 0 ? "0x1003" : "0x1002");
    }
    for (int round = 0; round < 2; round++) {
      for (int i = 0; i < 200; i++) {
        assertThat(usual.test("veth" + i)).isEqualTo(i % 2 == 0);
      }
    }
  }

  private void flags(String name, String text) throws IOException {
    Path folder = Files.createDirectories(root.resolve("sys/class/net").resolve(name));
    Files.writeString(folder.resolve("flags"), text + "\n");
  }
}
