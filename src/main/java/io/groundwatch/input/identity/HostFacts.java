package io.groundwatch.input.identity;

import static io.groundwatch.config.DimensionPlaceholders.CONTAINER_ID;
import static io.groundwatch.config.DimensionPlaceholders.CONTAINER_NAMESPACE;
import static io.groundwatch.config.DimensionPlaceholders.CONTAINER_POD;
import static io.groundwatch.config.DimensionPlaceholders.ENV;
import static io.groundwatch.config.DimensionPlaceholders.HOST_ID;
import static io.groundwatch.config.DimensionPlaceholders.HOST_NAME;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What files and the environment tell of this host and its container: the machine's id
 * (machine-id(5), else the board's), the container's id as engines write it into the cgroup's path
 * or the mounts of {@code /etc/hostname}, and the pod as Kubernetes tells it.
 */
public final class HostFacts {
  private static final Pattern MACHINE_ID = Pattern.compile("[0-9A-Fa-f-]{32,36}");
  private static final Pattern LONG_ID = Pattern.compile("(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])");

  /** In these folders containerd keeps what belongs to a pod, not to one of its containers. */
  private static final String OF_A_POD = "/sandboxes/";

  private static final List<String> MACHINE_ID_FILES =
      List.of("etc/machine-id", "var/lib/dbus/machine-id", "sys/class/dmi/id/product_uuid");
  private static final String IN_KUBERNETES = "KUBERNETES_SERVICE_HOST";
  private static final String NAMESPACE_FILE =
      "var/run/secrets/kubernetes.io/serviceaccount/namespace";

  private final Path hostRoot;
  private final Path ownRoot;
  private final Map<String, String> environment;

  /**
   * @param hostRoot below which the host's own files are, for a container that is shown them
   * @param ownRoot below which the agent's own are: {@code /}
   */
  public HostFacts(Path hostRoot, Path ownRoot, Map<String, String> environment) {
    this.hostRoot = hostRoot;
    this.ownRoot = ownRoot;
    this.environment = Map.copyOf(environment);
  }

  /** What is known, by placeholder. */
  public Map<String, String> read(String hostname) {
    Map<String, String> facts = new HashMap<>();
    environment.forEach((name, value) -> facts.put(ENV + name, value));
    facts.put(HOST_NAME, hostname);
    machineId().ifPresent(id -> facts.put(HOST_ID, id));
    containerId().ifPresent(id -> facts.put(CONTAINER_ID, id));
    pod(hostname).ifPresent(pod -> facts.put(CONTAINER_POD, pod));
    namespace().ifPresent(namespace -> facts.put(CONTAINER_NAMESPACE, namespace));
    facts.values().removeIf(String::isEmpty);
    return facts;
  }

  private Optional<String> machineId() {
    return MACHINE_ID_FILES.stream()
        .map(file -> text(hostRoot.resolve(file)))
        .flatMap(Optional::stream)
        .filter(text -> MACHINE_ID.matcher(text).matches())
        .findFirst();
  }

  private Optional<String> containerId() {
    return text(ownRoot.resolve("proc/self/cgroup"))
        .flatMap(HostFacts::longId)
        .or(() -> text(ownRoot.resolve("proc/self/mountinfo")).flatMap(HostFacts::idOfHostname));
  }

  private static Optional<String> idOfHostname(String mounts) {
    return mounts
        .lines()
        .filter(line -> line.contains(" /etc/hostname ") && !line.contains(OF_A_POD))
        .findFirst()
        .flatMap(HostFacts::longId);
  }

  /** The last in the text, since the innermost cgroup is the container's. */
  private static Optional<String> longId(String text) {
    Optional<String> last = Optional.empty();
    for (Matcher id = LONG_ID.matcher(text); id.find(); ) {
      last = Optional.of(id.group());
    }
    return last;
  }

  /** In a pod the host name is the pod's, unless it shares the network of its node. */
  private Optional<String> pod(String hostname) {
    return Optional.ofNullable(environment.get("POD_NAME"))
        .or(
            () ->
                environment.containsKey(IN_KUBERNETES)
                    ? Optional.of(environment.getOrDefault("HOSTNAME", hostname))
                    : Optional.empty());
  }

  private Optional<String> namespace() {
    return Optional.ofNullable(environment.get("POD_NAMESPACE"))
        .or(() -> text(ownRoot.resolve(NAMESPACE_FILE)));
  }

  private static Optional<String> text(Path file) {
    try {
      return Optional.of(Files.readString(file, StandardCharsets.UTF_8).strip());
    } catch (IOException e) {
      // Which of these files there are is what tells one kind of host from another.
      return Optional.empty();
    }
  }
}
