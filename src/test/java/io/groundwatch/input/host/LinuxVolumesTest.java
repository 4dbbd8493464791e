package io.groundwatch.input.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(OS.LINUX)
class LinuxVolumesTest {
  private final Path folder;

  LinuxVolumesTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void asksForSizesWithoutAProcess() throws IOException {
    List<Volume> volumes = read(mount("ext4"), "/no/such/command", false);
    assertThat(volumes).hasSize(1);
    assertThat(volumes.get(0).total()).isEqualTo(folder.toFile().getTotalSpace());
    assertThat(volumes.get(0).inodesTotal()).isEqualTo(Source.ABSENT);
  }

  @Test
  void keepsTheSizesWhereInodesCannotBeLearned() throws IOException {
    assertThat(read(mount("ext4"), "/no/such/command", true)).hasSize(1);
  }

  @Test
  void asksForInodesWhenTheyAreWanted() throws IOException {
    List<Volume> volumes = read(mount("ext4"), "stat", true);
    assertThat(volumes).hasSize(1);
    assertThat(volumes.get(0).inodesTotal()).isNotNegative();
  }

  @Test
  void neverTouchesARemoteFileSystemItself() throws IOException {
    for (String type : List.of("nfs4", "cifs", "fuse.sshfs")) {
      assertThat(read(mount(type), "/no/such/command", true)).isEmpty();
      assertThat(read(mount(type), "stat", false)).hasSize(1);
    }
    assertThat(read(mount("fuseblk"), "/no/such/command", false)).hasSize(1);
  }

  @Test
  void asksAboutWantedMountsAlone() throws IOException {
    Path asked = folder.resolve("asked");
    Path script = Files.writeString(folder.resolve("s.sh"), "#!/bin/sh\necho x > " + asked + "\n");
    assertThat(script.toFile().setExecutable(true)).isTrue();
    StatCommand stat = new StatCommand(script.toString(), HostRoots.OWN, Duration.ofSeconds(60));
    assertThat(
            new LinuxVolumes(() -> List.of(mount("nfs")), m -> false, HostRoots.OWN, stat, true)
                .read())
        .isEmpty();
    assertThat(asked).doesNotExist();
  }

  @Test
  void asksAboutTheHostsMountsWhereTheyAreSeen() throws IOException {
    HostRoots roots = HostRoots.below(folder);
    Files.createDirectories(folder.resolve("srv"));
    List<Mount> mounts =
        List.of(
            new Mount("/", "d", "ext4"),
            new Mount("/srv", "d", "nfs"),
            new Mount("/no", "d", "nfs"));
    StatCommand stat = new StatCommand("stat", roots, Duration.ofSeconds(60));
    assertThat(new LinuxVolumes(() -> mounts, m -> true, roots, stat, true).read())
        .extracting(volume -> volume.mount().path())
        .containsExactly("/", "/srv");
  }

  private Mount mount(String type) {
    return new Mount(folder.toString(), "d", type);
  }

  private static List<Volume> read(Mount mount, String command, boolean inodes) throws IOException {
    StatCommand stat = new StatCommand(command, HostRoots.OWN, Duration.ofSeconds(60));
    return new LinuxVolumes(() -> List.of(mount), m -> true, HostRoots.OWN, stat, inodes).read();
  }
}
