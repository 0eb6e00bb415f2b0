//! The tasks of an HTTP/2 connection, which run as the call drives them and end with it.

use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};

use hyper::rt::Executor;

use crate::future::BoxFuture;

type Task = BoxFuture<'static, ()>;

/// Takes the tasks that hyper starts.
#[derive(Clone, Default)]
pub(super) struct Tasks(Arc<Mutex<Vec<Task>>>);

impl Tasks {
    fn take(&self) -> Vec<Task> {
        std::mem::take(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl<F: Future<Output = ()> + Send + 'static> Executor<F> for Tasks {
    fn execute(&self, task: F) {
        let mut tasks = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        tasks.push(Box::pin(task));
    }
}

/// A connection with its tasks.
pub(super) struct Http2Driver<C> {
    /// Unset once it is done.
    connection: Option<Pin<Box<C>>>,
    started: Tasks,
    running: Vec<Task>,
}

impl<C> Http2Driver<C> {
    pub(super) fn new(connection: C, started: Tasks) -> Self {
        Self {
            connection: Some(Box::pin(connection)),
            started,
            running: Vec::new(),
        }
    }
}

impl<C: Future<Output = hyper::Result<()>>> Future for Http2Driver<C> {
    type Output = hyper::Result<()>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<hyper::Result<()>> {
        loop {
            if let Some(connection) = &mut self.connection
                && let Poll::Ready(end) = connection.as_mut().poll(context)
            {
                end?;
                self.connection = None;
            }
            self.running.retain_mut(|task| task.as_mut().poll(context).is_pending());
            let mut started = self.started.take();
            if started.is_empty() {
                break;
            }
            self.running.append(&mut started);
        }
        match self.connection.is_none() && self.running.is_empty() {
            true => Poll::Ready(Ok(())),
            false => Poll::Pending,
        }
    }
}
