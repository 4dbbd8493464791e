package io.groundwatch.input.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcMountsTest {
  private final Path root;

  ProcMountsTest(@TempDir Path root) {
    this.root = root;
  }

  @Test
  void decodesBlanksAndLeavesOutTheFolderOfDevices() throws IOException {
    mounts("/dev/sda1 /a\\040b\\134 ext4 rw 0 0\nnas:/v /n nfs4 rw 0 0\n");
    assertThat(new ProcMounts(HostRoots.below(root)).read())
        .containsExactly(new Mount("/a b\\", "sda1", "ext4"), new Mount("/n", "nas:/v", "nfs4"));
  }

  @Test
  void listsTheMountThatHidesTheOthersOnItsPath() throws IOException {
    mounts("systemd-1 /m autofs rw 0 0\ntmpfs /t tmpfs rw 0 0\nnas:/v /m nfs rw 0 0\n");
    assertThat(new ProcMounts(HostRoots.below(root)).read())
        .containsExactlyInAnyOrder(
            new Mount("/m", "nas:/v", "nfs"), new Mount("/t", "tmpfs", "tmpfs"));
  }

  @Test
  void withoutLeaveToAskTheFirstProcessItListsWhatIsMountedHereBelowTheHostsRoot()
      throws IOException {
    Files.createDirectories(root.resolve("proc/self"));
    Files.writeString(
        root.resolve("proc/self/mounts"),
        "overlay / overlay rw 0 0\n/dev/sda1 %1$s ext4 rw 0 0\n/dev/sdb1 %1$s/srv xfs rw 0 0\n"
            .formatted(root));
    assertThat(new ProcMounts(HostRoots.below(root)).read())
        .containsExactly(new Mount("/", "sda1", "ext4"), new Mount("/srv", "sdb1", "xfs"));
  }

  private void mounts(String text) throws IOException {
    Files.createDirectories(root.resolve("proc/1"));
    Files.writeString(root.resolve("proc/1/mounts"), text);
  }
}
