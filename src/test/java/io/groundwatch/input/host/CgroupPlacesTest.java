package io.groundwatch.input.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.groundwatch.input.host.CgroupPlaces.Place;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** How hosts and container engines lay out what a process sees of its cgroup. */
@EnabledOnOs(OS.LINUX)
class CgroupPlacesTest {
  private final Path root;
  private final Path mounted;

  CgroupPlacesTest(@TempDir Path root) {
    this.root = root;
    this.mounted = root.resolve("sys/fs/cgroup");
  }

  @Test
  void onAHostItIsTheFolderThatTheKernelNames() throws IOException {
    write("0::/system.slice/a.service", "/");
    Path folder = Files.createDirectories(mounted.resolve("system.slice/a.service"));
    assertThat(version2()).isEqualTo(new Place(folder, mounted));
    assertThat(version2().upwards())
        .containsExactly(folder, mounted.resolve("system.slice"), mounted);
  }

  @Test
  void inANamespaceOfItsOwnItIsTheMountItself() throws IOException {
    write("0::/", "/");
    Files.createDirectories(mounted);
    assertThat(version2()).isEqualTo(new Place(mounted, mounted));
  }

  @Test
  void withoutANamespaceThePartThatIsMountedIsCutOff() throws IOException {
    write("0::/kubepods/pod1/abc/inner", "/kubepods/pod1/abc");
    Path folder = Files.createDirectories(mounted.resolve("inner"));
    assertThat(version2()).isEqualTo(new Place(folder, mounted));
  }

  @Test
  void anEngineThatMountsTheContainersPartAloneUnderNoNameIsBelieved() throws IOException {
    write("0::/docker/4a7f", "/");
    Files.createDirectories(mounted);
    assertThat(version2()).isEqualTo(new Place(mounted, mounted));
  }

  @Test
  void aCgroupOutsideOfWhatIsMountedIsNotTakenForAnother() throws IOException {
    Files.createDirectories(mounted);
    write("0::/../../elsewhere", "/");
    assertThat(new CgroupPlaces(root).ofVersion2()).isEmpty();
    write("0::/", "/../..");
    assertThat(new CgroupPlaces(root).ofVersion2()).isEmpty();
  }

  @Test
  void ofVersionOneEachControllerHasItsFolder() throws IOException {
    HostTree.write(root, "container-v1.txt");
    CgroupPlaces places = new CgroupPlaces(root);
    assertThat(places.ofVersion1())
        .containsKeys("cpu", "cpuacct", "memory", "pids", "blkio")
        .containsEntry(
            "cpuacct", new Place(mounted.resolve("cpu,cpuacct"), mounted.resolve("cpu,cpuacct")));
    assertThat(places.ofVersion2()).isEmpty();
  }

  private Place version2() throws IOException {
    return new CgroupPlaces(root).ofVersion2().orElseThrow();
  }

  private void write(String cgroup, String part) throws IOException {
    Files.createDirectories(root.resolve("proc/self"));
    Files.writeString(root.resolve("proc/self/cgroup"), cgroup + "\n");
    Files.writeString(
        root.resolve("proc/self/mountinfo"),
        "33 24 0:28 " + part + " /sys/fs/cgroup rw shared:9 - cgroup2 cgroup rw,nsdelegate\n");
  }
}
