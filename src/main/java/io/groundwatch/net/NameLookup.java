package io.groundwatch.net;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Finds the addresses of a name. Called by threads that may wait. */
@FunctionalInterface
interface NameLookup {
  /** The platform's. */
  NameLookup SYSTEM = host -> List.of(InetAddress.getAllByName(host));

  /** The addresses in the order in which the platform prefers them; at least one. */
  List<InetAddress> find(String host) throws UnknownHostException;
}
