package io.groundwatch.input.host;

/**
 * A mounted file system.
 *
 * @param path where it is mounted
 * @param device it is on, without {@code /dev/}
 * @param type such as ext4
 */
record Mount(String path, String device, String type) {}
