import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.opensearch.common.settings.Settings;
import org.opensearch.node.InternalSettingsPreparer;
import org.opensearch.node.Node;
import org.opensearch.transport.Netty4Plugin;

/**
 * A node of OpenSearch out of the libraries at Maven Central, for OpenSearchServerIT, which runs
 * this file as it is: it needs another class path than our own code. It ends with its input, and so
 * with the test.
 *
 * <p>Usage: java -cp LIBRARIES OpenSearchPeer.java PORT FOLDER
 */
public final class OpenSearchPeer extends Node {
  private OpenSearchPeer(Settings settings, Path folder) {
    super(
        InternalSettingsPreparer.prepareEnvironment(settings, Map.of(), folder, () -> "peer"),
        List.of(Netty4Plugin.class),
        false);
  }

  public static void main(String[] args) throws Exception {
    Settings settings =
        Settings.builder()
            .put("path.home", args[1])
            .put("network.host", "127.0.0.1")
            .put("http.port", args[0])
            .put("transport.port", "0")
            .put("discovery.type", "single-node")
            // However full the disk of the machine is.
            .put("cluster.routing.allocation.disk.threshold_enabled", false)
            .build();
    try (OpenSearchPeer node = new OpenSearchPeer(settings, Path.of(args[1]))) {
      node.start();
      System.out.println("The node serves.");
      System.in.transferTo(System.out);
    }
  }
}
