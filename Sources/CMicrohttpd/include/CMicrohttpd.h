#ifndef CMICROHTTPD_H
#define CMICROHTTPD_H

#include <microhttpd.h>
#include <stdbool.h>

/// What MHD_start_daemon takes as a variadic list, which Swift cannot call.
struct CMicrohttpdOptions {
  /// A bound and listening socket; it belongs to the daemon until MHD_quiesce_daemon gives it back.
  int listenSocket;
  /// Threads that run an event loop each, at least 1.
  unsigned int eventLoops;
  unsigned int connectionLimit;
  /// 0: no limit.
  unsigned int connectionLimitPerAddress;
  unsigned int idleTimeoutSeconds;
  /// Bytes for one connection's request line, headers and read buffer.
  size_t connectionMemory;

  /// Handed to each of the functions below.
  void *context;
  MHD_AccessHandlerCallback handler;
  /// Called with the raw request target as soon as it is known; what it returns becomes the request's context.
  void *(*targetReceived)(void *context, const char *target, struct MHD_Connection *connection);
  MHD_RequestCompletedCallback completed;
  /// Called when a connection begins and before its socket is closed.
  MHD_NotifyConnectionCallback connectionChanged;
  /// A message of the library itself, such as a failed system call.
  void (*log)(void *context, const char *message);
};

/// Starts a daemon. `options` must live as long as the daemon does. NULL with errno set when it cannot start.
struct MHD_Daemon *CMicrohttpdStart(struct CMicrohttpdOptions *options);

/// Writes the numeric address of the connection's peer; an empty string when it is not known.
void CMicrohttpdPeerAddress(struct MHD_Connection *connection, char *buffer, size_t size);

/// The connection's socket; -1 when it is not known.
int CMicrohttpdDescriptor(struct MHD_Connection *connection);

/// What `connectionChanged` has left in its slot; NULL when that is nothing.
void *CMicrohttpdConnectionContext(struct MHD_Connection *connection);

/// What decides how a GET of something prepared is answered. Of header fields that occur twice the first one counts.
struct CMicrohttpdConditions {
  /// NULL when the field is missing; the same for the other one.
  const char *acceptEncoding;
  size_t acceptEncodingLength;
  const char *ifNoneMatch;
  size_t ifNoneMatchLength;
  /// Whether a body may follow the header fields.
  bool announcesBody;
};

/// Looks through the header fields of a request once.
struct CMicrohttpdConditions CMicrohttpdReadConditions(struct MHD_Connection *connection);

/// Lets the end of the connection be the end of the response, instead of a last chunk.
void CMicrohttpdEndByClosing(struct MHD_Response *response);

#endif
