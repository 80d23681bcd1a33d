#include "CMicrohttpd.h"

#include <netdb.h>
#include <netinet/in.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>

static void log_message(void *context, const char *format, va_list arguments) {
  struct CMicrohttpdOptions *options = context;
  char message[512];
  vsnprintf(message, sizeof message, format, arguments);
  options->log(options->context, message);
}

struct MHD_Daemon *CMicrohttpdStart(struct CMicrohttpdOptions *options) {
  unsigned int flags = MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_ERROR_LOG;
  // A pool of one is refused with a warning: a daemon without a pool is that already.
  struct MHD_OptionItem pool[] = {
    {MHD_OPTION_THREAD_POOL_SIZE, (intptr_t)options->eventLoops, NULL},
    {MHD_OPTION_END, 0, NULL},
  };
  struct MHD_OptionItem *poolOption = options->eventLoops > 1 ? pool : pool + 1;
  return MHD_start_daemon(
    flags, 0, NULL, NULL, options->handler, options->context,
    MHD_OPTION_EXTERNAL_LOGGER, log_message, options,
    MHD_OPTION_LISTEN_SOCKET, options->listenSocket,
    MHD_OPTION_URI_LOG_CALLBACK, options->targetReceived, options->context,
    MHD_OPTION_NOTIFY_COMPLETED, options->completed, options->context,
    MHD_OPTION_NOTIFY_CONNECTION, options->connectionChanged, options->context,
    MHD_OPTION_CONNECTION_LIMIT, options->connectionLimit,
    MHD_OPTION_PER_IP_CONNECTION_LIMIT, options->connectionLimitPerAddress,
    MHD_OPTION_CONNECTION_TIMEOUT, options->idleTimeoutSeconds,
    MHD_OPTION_CONNECTION_MEMORY_LIMIT, options->connectionMemory,
    MHD_OPTION_STRICT_FOR_CLIENT, 1,
    MHD_OPTION_ARRAY, poolOption,
    MHD_OPTION_END);
}

void CMicrohttpdPeerAddress(struct MHD_Connection *connection, char *buffer, size_t size) {
  buffer[0] = '\0';
  const union MHD_ConnectionInfo *info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
  if (info == NULL || info->client_addr == NULL) return;
  socklen_t length =
    info->client_addr->sa_family == AF_INET6 ? sizeof(struct sockaddr_in6) : sizeof(struct sockaddr_in);
  if (getnameinfo(info->client_addr, length, buffer, size, NULL, 0, NI_NUMERICHOST) != 0) buffer[0] = '\0';
}

int CMicrohttpdDescriptor(struct MHD_Connection *connection) {
  const union MHD_ConnectionInfo *info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
  return info == NULL ? -1 : info->connect_fd;
}

void *CMicrohttpdConnectionContext(struct MHD_Connection *connection) {
  const union MHD_ConnectionInfo *info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
  return info == NULL ? NULL : info->socket_context;
}

#define IS(text) (strncasecmp(name, text, sizeof text - 1) == 0)

static enum MHD_Result read_condition(
  void *context, enum MHD_ValueKind kind, const char *name, size_t nameLength, const char *value, size_t valueLength) {
  (void)kind;
  struct CMicrohttpdConditions *conditions = context;
  if (value == NULL) {
    value = "";
    valueLength = 0;
  }
  switch (nameLength) {
  case sizeof "If-None-Match" - 1:
    if (conditions->ifNoneMatch == NULL && IS("If-None-Match")) {
      conditions->ifNoneMatch = value;
      conditions->ifNoneMatchLength = valueLength;
    }
    break;
  case sizeof "Content-Length" - 1:
    if (IS("Content-Length") && strcmp(value, "0") != 0) conditions->announcesBody = true;
    break;
  case sizeof "Accept-Encoding" - 1:
    if (conditions->acceptEncoding == NULL && IS("Accept-Encoding")) {
      conditions->acceptEncoding = value;
      conditions->acceptEncodingLength = valueLength;
    }
    break;
  case sizeof "Transfer-Encoding" - 1:
    if (IS("Transfer-Encoding")) conditions->announcesBody = true;
    break;
  }
  return MHD_YES;
}

struct CMicrohttpdConditions CMicrohttpdReadConditions(struct MHD_Connection *connection) {
  struct CMicrohttpdConditions conditions = {0};
  MHD_get_connection_values_n(connection, MHD_HEADER_KIND, read_condition, &conditions);
  return conditions;
}

void CMicrohttpdEndByClosing(struct MHD_Response *response) {
  MHD_set_response_options(response, MHD_RF_HTTP_1_0_COMPATIBLE_STRICT, MHD_RO_END);
}
