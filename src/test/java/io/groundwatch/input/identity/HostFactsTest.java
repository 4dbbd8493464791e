package io.groundwatch.input.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostFactsTest {
  private static final String ID = "4a7f".repeat(16);
  private static final String OTHER = "beef".repeat(16);

  private final Path host;
  private final Path own;

  HostFactsTest(@TempDir Path folder) {
    host = folder.resolve("host");
    own = folder.resolve("own");
  }

  @Test
  void theMachinesIdIsTheHostsEvenSeenFromAContainer() throws IOException {
    write(host, "etc/machine-id", "b9f6a2b0c1d84f0e9b1a2c3d4e5f6a7b\n");
    write(own, "etc/machine-id", "00000000000000000000000000000000\n");
    assertThat(facts(Map.of())).containsEntry("host:id", "b9f6a2b0c1d84f0e9b1a2c3d4e5f6a7b");
  }

  @Test
  void anIdThatIsNotSetYetIsPassedOver() throws IOException {
    write(host, "etc/machine-id", "uninitialized\n");
    write(host, "sys/class/dmi/id/product_uuid", "4C4C4544-0042-3010-8053-B7C04F503332\n");
    assertThat(facts(Map.of())).containsEntry("host:id", "4C4C4544-0042-3010-8053-B7C04F503332");
  }

  @Test
  void theContainersIdIsTheInnermostOfTheCgroupsPath() throws IOException {
    write(
        own,
        "proc/self/cgroup",
        "0::/system.slice/docker-" + OTHER + ".scope/docker/" + ID + "/inner\n");
    assertThat(facts(Map.of())).containsEntry("container:id", ID);
  }

  @Test
  void inACgroupNamespaceTheMountOfTheHostNameTellsIt() throws IOException {
    write(own, "proc/self/cgroup", "0::/\n");
    write(
        own,
        "proc/self/mountinfo",
        "1 2 8:1 /var/lib/docker/volumes/"
            + OTHER
            + " /data rw - ext4 /dev/sda1 rw\n"
            + "3 2 8:1 /var/lib/docker/containers/"
            + ID
            + "/hostname /etc/hostname rw - ext4 d rw\n");
    assertThat(facts(Map.of())).containsEntry("container:id", ID);
  }

  @Test
  void thePodsSandboxIsNotItsContainer() throws IOException {
    write(own, "proc/self/cgroup", "0::/\n");
    write(
        own,
        "proc/self/mountinfo",
        "3 2 8:1 /io.containerd.grpc.v1.cri/sandboxes/"
            + ID
            + "/hostname /etc/hostname rw - e d rw\n");
    assertThat(facts(Map.of())).doesNotContainKey("container:id");
  }

  @Test
  void aPodIsNamedByItsHostNameUnlessItIsTold() throws IOException {
    Map<String, String> inKubernetes =
        Map.of("KUBERNETES_SERVICE_HOST", "10.0.0.1", "HOSTNAME", "web-0");
    write(own, "var/run/secrets/kubernetes.io/serviceaccount/namespace", "shop\n");
    assertThat(facts(inKubernetes))
        .containsEntry("container:pod", "web-0")
        .containsEntry("container:namespace", "shop");
    assertThat(facts(Map.of("POD_NAME", "web-1", "POD_NAMESPACE", "test")))
        .containsEntry("container:pod", "web-1")
        .containsEntry("container:namespace", "test");
  }

  @Test
  void onAHostWithNothingOfThatOnlyItsNameIsKnown() {
    assertThat(facts(Map.of("SITE", "north", "EMPTY", "")))
        .containsOnly(Map.entry("host:name", "h"), Map.entry("env:SITE", "north"));
  }

  private Map<String, String> facts(Map<String, String> environment) {
    return new HostFacts(host, own, environment).read("h");
  }

  private static void write(Path root, String file, String text) throws IOException {
    Path path = root.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }
}
