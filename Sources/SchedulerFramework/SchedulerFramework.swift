// SchedulerFramework
