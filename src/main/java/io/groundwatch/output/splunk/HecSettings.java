package io.groundwatch.output.splunk;

import java.util.Optional;

/**
 * What a collector is told about every event.
 *
 * @param hostName of this host, where an event names no other
 * @param index empty = the token's default
 * @param sourcetype empty = the token's default
 * @param channel where the destination acknowledges what it indexed: the channel to ask on, a GUID
 */
public record HecSettings(
    String hostName,
    Optional<String> index,
    Optional<String> sourcetype,
    Optional<String> channel) {}
