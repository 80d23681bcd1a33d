// SchedulerPlugins
