// PlaygroundServer
